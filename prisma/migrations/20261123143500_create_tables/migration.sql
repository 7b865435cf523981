-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "source" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "homepage" TEXT NOT NULL,
    "attribution" TEXT NOT NULL,
    "parser_version" INTEGER NOT NULL,
    "cadence_hours" DOUBLE PRECISION,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "cursor" (
    "source_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "cursor_pkey" PRIMARY KEY ("source_id","scope")
);

-- CreateTable
CREATE TABLE "worker" (
    "id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "stopped_at" TIMESTAMPTZ(3),

    CONSTRAINT "worker_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "run" (
    "id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "trigger" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "params" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),
    "beat_at" TIMESTAMPTZ(3) NOT NULL,
    "pages_total" INTEGER,
    "pages_done" INTEGER NOT NULL DEFAULT 0,
    "pages_fresh" INTEGER NOT NULL DEFAULT 0,
    "seen" INTEGER NOT NULL DEFAULT 0,
    "inserted" INTEGER NOT NULL DEFAULT 0,
    "updated" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "withdrawn" INTEGER NOT NULL DEFAULT 0,
    "rejected" INTEGER NOT NULL DEFAULT 0,
    "skipped" INTEGER NOT NULL DEFAULT 0,
    "position" TEXT,
    "error_kind" TEXT,
    "error" TEXT,

    CONSTRAINT "run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "raw_payload" (
    "id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "status" INTEGER,
    "headers" JSONB NOT NULL,
    "body" BYTEA NOT NULL,
    "byte_count" INTEGER NOT NULL,
    "context" JSONB NOT NULL,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID NOT NULL,
    "parsed_by" INTEGER,

    CONSTRAINT "raw_payload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reject" (
    "id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "payload_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "external_id" TEXT,
    "line" INTEGER,
    "field" TEXT,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reject_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "company" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "company_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting" (
    "id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "payload_id" UUID NOT NULL,
    "listing" TEXT NOT NULL,
    "url" TEXT,
    "company_id" UUID,
    "title" TEXT,
    "text" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "posted_at" TIMESTAMPTZ(3) NOT NULL,
    "month" DATE NOT NULL,
    "language" TEXT,
    "role" TEXT NOT NULL,
    "role_reason" TEXT NOT NULL,
    "remote" TEXT NOT NULL,
    "seniority" TEXT[],
    "salary_min" DOUBLE PRECISION,
    "salary_max" DOUBLE PRECISION,
    "salary_currency" TEXT,
    "salary_period" TEXT,
    "parser_version" INTEGER NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "posting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting_place" (
    "posting_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "country" TEXT,
    "region" TEXT,
    "city" TEXT,

    CONSTRAINT "posting_place_pkey" PRIMARY KEY ("posting_id","ordinal")
);

-- CreateTable
CREATE TABLE "posting_fact" (
    "posting_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "vacancy_id" UUID NOT NULL,
    "employer_id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "remote" TEXT NOT NULL,
    "seniority" TEXT[],
    "regions" TEXT[],
    "words" INTEGER NOT NULL,
    "required" INTEGER[],
    "preferred" INTEGER[],
    "mentioned" INTEGER[],

    CONSTRAINT "posting_fact_pkey" PRIMARY KEY ("posting_id")
);

-- CreateTable
CREATE TABLE "skill" (
    "code" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "family" TEXT NOT NULL,

    CONSTRAINT "skill_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "data_version" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID NOT NULL,
    "source_id" TEXT NOT NULL,
    "months" DATE[],
    "changed" INTEGER NOT NULL,
    "taxonomy_version" TEXT NOT NULL,
    "rules_version" TEXT NOT NULL,

    CONSTRAINT "data_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "run_source_id_started_at_idx" ON "run"("source_id", "started_at");

-- CreateIndex
CREATE INDEX "raw_payload_source_id_key_last_seen_at_idx" ON "raw_payload"("source_id", "key", "last_seen_at");

-- CreateIndex
CREATE INDEX "reject_source_id_at_idx" ON "reject"("source_id", "at");

-- CreateIndex
CREATE INDEX "reject_payload_id_idx" ON "reject"("payload_id");

-- CreateIndex
CREATE INDEX "company_key_idx" ON "company"("key");

-- CreateIndex
CREATE INDEX "posting_source_id_listing_idx" ON "posting"("source_id", "listing");

-- CreateIndex
CREATE INDEX "posting_month_idx" ON "posting"("month");

-- CreateIndex
CREATE INDEX "posting_fact_month_vacancy_id_posting_id_idx" ON "posting_fact"("month", "vacancy_id", "posting_id");

-- AddForeignKey
ALTER TABLE "posting_place" ADD CONSTRAINT "posting_place_posting_id_fkey" FOREIGN KEY ("posting_id") REFERENCES "posting"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "posting_fact" ADD CONSTRAINT "posting_fact_posting_id_fkey" FOREIGN KEY ("posting_id") REFERENCES "posting"("id") ON DELETE CASCADE ON UPDATE CASCADE;
