-- One turn at a host, granted or refused in one round trip. The row of the host is locked first; each statement of the
-- function then sees what the process before it committed, which one statement alone would not.
-- Times are of the database's clock, so that machines whose clocks differ agree.
CREATE FUNCTION "take_host_turn"(
  asked_host text,
  lease uuid,
  delay_ms double precision,
  most_in_flight integer,
  lease_ms double precision,
  OUT is_granted boolean,
  OUT wait_ms double precision,
  OUT closed_because text
) LANGUAGE plpgsql AS $$
DECLARE
  at_host "host"%ROWTYPE;
  at_time timestamptz;
BEGIN
  -- A turn lost with the server is a turn less to wait for: it need not be on the disk before we go on.
  PERFORM set_config('synchronous_commit', 'off', true);
  SELECT * INTO at_host FROM "host" WHERE "host"."host" = asked_host FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO "host" ("host") VALUES (asked_host) ON CONFLICT DO NOTHING;
    SELECT * INTO at_host FROM "host" WHERE "host"."host" = asked_host FOR UPDATE;
  END IF;
  at_time := clock_timestamp();
  is_granted := false;
  wait_ms := 0;
  IF at_host."closed_at" IS NOT NULL THEN
    closed_because := coalesce(at_host."closed_reason", '');
    RETURN;
  END IF;
  IF at_host."next_start_at" > at_time THEN
    wait_ms := extract(epoch FROM at_host."next_start_at" - at_time) * 1000;
    RETURN;
  END IF;
  DELETE FROM "host_lease" WHERE "host_lease"."host" = asked_host AND "expires_at" <= at_time;
  IF (SELECT count(*) FROM "host_lease" WHERE "host_lease"."host" = asked_host) >= most_in_flight THEN
    RETURN;
  END IF;
  INSERT INTO "host_lease" ("id", "host", "expires_at")
    VALUES (lease, asked_host, at_time + make_interval(secs => lease_ms / 1000));
  UPDATE "host" SET "next_start_at" = at_time + make_interval(secs => delay_ms / 1000) WHERE "host"."host" = asked_host;
  is_granted := true;
END;
$$;
