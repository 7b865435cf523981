-- CreateIndex
CREATE INDEX "raw_payload_run_id_idx" ON "raw_payload"("run_id");
