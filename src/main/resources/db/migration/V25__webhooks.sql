-- Whom callers have asked to be told. The secret of a signature is not stored: it is derived from the salt, the id and the secret
-- of the service, and key_check tells which of its secrets that was.
create table webhook (
    id             uuid          primary key,
    caller         varchar(100)  not null,
    address        varchar(2000) not null,
    description    varchar(200),
    events         varchar(32)[] not null,
    -- null for all
    kinds          varchar(32)[],
    publishers     varchar(200)[],
    paused         boolean       not null default false,
    created_at     timestamptz   not null,
    salt           bytea         not null,
    key_check      bytea         not null,
    previous_salt  bytea,
    previous_check bytea,
    previous_until timestamptz,
    -- failures in a row
    failures       integer       not null default 0,
    not_before     timestamptz   not null,
    lease          uuid,
    leased_until   timestamptz,
    delivered_at   timestamptz,
    failed_at      timestamptz,
    failure        varchar(30),
    failure_status integer
);
create index webhook_caller on webhook (caller);

-- What has not been delivered: at most one notice of each record, or of each case that is followed, so a later notice takes the
-- place of an earlier one. That also keeps them in order. Of a case, the key is the id of the follower.
create table webhook_notice (
    webhook        uuid         not null references webhook on delete cascade,
    event          varchar(32)  not null,
    kind           varchar(32)  not null,
    key            varchar(200) not null,
    id             uuid         not null,
    revision       bigint,
    type           varchar(16),
    occurred_at    timestamptz  not null,
    waiting_since  timestamptz  not null,
    attempts       integer      not null default 0,
    due_at         timestamptz  not null,
    dead_at        timestamptz,
    failure        varchar(30),
    failure_status integer,
    primary key (webhook, event, kind, key)
);
create index webhook_notice_due on webhook_notice (webhook, due_at) where dead_at is null;
create index webhook_notice_dead on webhook_notice (dead_at) where dead_at is not null;

-- One row: up to which revision, and up to which time, changes have become notices.
create table webhook_position (
    id       smallint    primary key check (id = 1),
    revision bigint      not null,
    until    timestamptz not null
);
insert into webhook_position values (1, 0, '1970-01-01T00:00:00Z');

-- Records that begin or cease to be public without a change.
create index publication_begin on publication (visible_from) where visible_from > changed_at;
create index publication_end on publication (visible_until) where visible_until > changed_at and record is not null;

-- Followers of cases. The case is known by a keyed hash of its number only.
create table case_follower (
    id          uuid        primary key,
    webhook     uuid        not null references webhook on delete cascade,
    number_hash bytea       not null,
    created_at  timestamptz not null,
    -- null while the case is open
    expires_at  timestamptz
);
create index case_follower_number on case_follower (number_hash);
create index case_follower_webhook on case_follower (webhook);
create index case_follower_expiry on case_follower (expires_at) where expires_at is not null;
