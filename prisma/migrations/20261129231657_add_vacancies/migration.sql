-- AlterTable
ALTER TABLE "posting_fact" ADD COLUMN     "likeness_key" UUID;

-- CreateTable
CREATE TABLE "posting_signature" (
    "posting_id" UUID NOT NULL,
    "cluster_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "likeness_key" UUID,
    "day" DATE NOT NULL,
    "core" TEXT,
    "text_key" UUID NOT NULL,
    "words" INTEGER NOT NULL,
    "scope" INTEGER,
    "bands" INTEGER[],

    CONSTRAINT "posting_signature_pkey" PRIMARY KEY ("posting_id")
);

-- CreateTable
CREATE TABLE "vacancy_grouping" (
    "id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" TEXT NOT NULL,

    CONSTRAINT "vacancy_grouping_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "posting_signature_cluster_id_idx" ON "posting_signature"("cluster_id");

-- CreateIndex
CREATE INDEX "posting_signature_text_key_day_idx" ON "posting_signature"("text_key", "day");

-- CreateIndex
CREATE INDEX "posting_signature_scope_day_idx" ON "posting_signature"("scope", "day");

-- CreateIndex
CREATE INDEX "posting_signature_month_idx" ON "posting_signature"("month");
