-- AlterTable
ALTER TABLE "posting_fact" ADD COLUMN     "day" DATE;

-- As ingest sets it: the day of posting or, for a source that lists what is open, of the first sight.
UPDATE "posting_fact" f
   SET "day" = ((CASE WHEN s."history" = 'open' THEN p."first_seen_at" ELSE p."posted_at" END) AT TIME ZONE 'UTC')::date
  FROM "posting" p JOIN "source" s ON s."id" = p."source_id"
 WHERE p."id" = f."posting_id";

-- AlterTable
ALTER TABLE "posting_fact" ALTER COLUMN "day" SET NOT NULL;
