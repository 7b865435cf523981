-- AlterTable
ALTER TABLE "posting" ADD COLUMN     "given" JSONB;

