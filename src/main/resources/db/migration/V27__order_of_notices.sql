-- Many notices may be due at the same time: those of records that begin on one day, and those that are sent again.
drop index webhook_notice_due;
create index webhook_notice_next on webhook_notice (webhook, due_at, revision, id) where dead_at is null;

-- Finds those that have waited too long.
create index webhook_notice_waiting on webhook_notice (webhook, waiting_since) where dead_at is null;
