-- AlterTable
ALTER TABLE "posting" ADD COLUMN     "arrival" TEXT NOT NULL DEFAULT 'flow',
ADD COLUMN     "closed_at" TIMESTAMPTZ(3),
ADD COLUMN     "reopened_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "posting_fact" ADD COLUMN     "arrival" TEXT NOT NULL DEFAULT 'flow';

-- AlterTable
ALTER TABLE "run" ADD COLUMN     "reopened" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "scope" TEXT NOT NULL DEFAULT 'all';

-- AlterTable
ALTER TABLE "source" ADD COLUMN     "history" TEXT NOT NULL DEFAULT 'complete',
ADD COLUMN     "terms" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "board" (
    "source_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "own_name" TEXT,
    "config" JSONB NOT NULL DEFAULT '{}',
    "state" TEXT NOT NULL DEFAULT 'active',
    "state_reason" TEXT,
    "origin" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "baseline_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "succeeded_at" TIMESTAMPTZ(3),
    "failing_since" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "open_count" INTEGER,

    CONSTRAINT "board_pkey" PRIMARY KEY ("source_id","slug")
);

-- CreateTable
CREATE TABLE "host" (
    "host" TEXT NOT NULL,
    "next_start_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "closed_reason" TEXT,
    "robots" TEXT,
    "robots_at" TIMESTAMPTZ(3),

    CONSTRAINT "host_pkey" PRIMARY KEY ("host")
);

-- CreateTable
CREATE TABLE "host_lease" (
    "id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "host_lease_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "posting_version" (
    "posting_id" UUID NOT NULL,
    "ordinal" INTEGER NOT NULL,
    "title" TEXT,
    "text" TEXT NOT NULL,
    "content_hash" TEXT NOT NULL,
    "payload_id" UUID NOT NULL,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posting_version_pkey" PRIMARY KEY ("posting_id","ordinal")
);

-- CreateIndex
CREATE INDEX "board_state_due_at_idx" ON "board"("state", "due_at");

-- CreateIndex
CREATE INDEX "host_lease_host_idx" ON "host_lease"("host");

-- CreateIndex
CREATE INDEX "run_source_id_scope_started_at_idx" ON "run"("source_id", "scope", "started_at");
