-- AlterTable
ALTER TABLE "sealed_version" ADD COLUMN     "rests_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "run_status_source_id_idx" ON "run"("status", "source_id");
