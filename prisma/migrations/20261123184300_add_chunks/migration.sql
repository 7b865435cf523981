-- CreateTable
CREATE TABLE "chunk" (
    "hash" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "format" INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "chunk_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "month_chunk" (
    "month" DATE NOT NULL,
    "from_version" INTEGER NOT NULL,
    "until_version" INTEGER,
    "hash" TEXT NOT NULL,

    CONSTRAINT "month_chunk_pkey" PRIMARY KEY ("month","from_version")
);

-- CreateTable
CREATE TABLE "sealed_version" (
    "id" INTEGER NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL,
    "dropped_at" TIMESTAMPTZ(3),

    CONSTRAINT "sealed_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "month_chunk_hash_idx" ON "month_chunk"("hash");
