-- CreateTable
CREATE TABLE "posting_signal" (
    "posting_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "employer_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "counts" BOOLEAN NOT NULL,
    "evidence" TEXT NOT NULL,

    CONSTRAINT "posting_signal_pkey" PRIMARY KEY ("posting_id","ordinal")
);

-- CreateTable
CREATE TABLE "posting_any_of" (
    "posting_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "level" TEXT NOT NULL,
    "codes" INTEGER[],

    CONSTRAINT "posting_any_of_pkey" PRIMARY KEY ("posting_id","ordinal")
);

-- CreateIndex
CREATE INDEX "posting_signal_employer_id_month_idx" ON "posting_signal"("employer_id", "month");

-- AddForeignKey
ALTER TABLE "posting_signal" ADD CONSTRAINT "posting_signal_posting_id_fkey" FOREIGN KEY ("posting_id") REFERENCES "posting_fact"("posting_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posting_any_of" ADD CONSTRAINT "posting_any_of_posting_id_fkey" FOREIGN KEY ("posting_id") REFERENCES "posting_fact"("posting_id") ON DELETE CASCADE ON UPDATE CASCADE;
