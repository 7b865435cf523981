-- CreateIndex
CREATE INDEX "run_started_at_id_idx" ON "run"("started_at", "id");
