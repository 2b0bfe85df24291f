-- A case is found by one look: factors stand in its row, each as its salt followed by its keyed hash.
alter table application_case
    add column case_type   varchar(20),
    add column timing      text,
    add column query_code  bytea,
    add column minted_code bytea,
    add column id_tail     bytea,
    add column phone_tail  bytea,
    add column ended_at    timestamptz;

update application_case c set
    case_type = c.progress::jsonb ->> 'caseType',
    ended_at = case when c.progress::jsonb ->> 'status' in
            ('NOT_ACCEPTED', 'DECIDED', 'CLOSED_GRANTED', 'CLOSED_DENIED', 'WITHDRAWN', 'VOID', 'TRANSFERRED')
        then c.updated_at end,
    query_code = (select f.salt || f.hash from case_factor f where f.case_id = c.id and f.type = 'QUERY_CODE'),
    id_tail = (select f.salt || f.hash from case_factor f where f.case_id = c.id and f.type = 'ID_TAIL'),
    phone_tail = (select f.salt || f.hash from case_factor f where f.case_id = c.id and f.type = 'PHONE_TAIL');
alter table application_case alter column case_type set not null;
create index application_case_ended on application_case (ended_at) where ended_at is not null;
drop table case_factor;

-- Failures by keyed hash of who or what they are counted by: a number, a user, an address, a caller.
drop table lookup_guard;
create table lookup_guard (
    subject      bytea       primary key,
    failures     integer     not null,
    window_ends  timestamptz not null,
    locks        integer     not null,
    locked_until timestamptz not null,
    expires_at   timestamptz not null
);
create index lookup_guard_expiry on lookup_guard (expires_at);

-- Who asked when for what, without saying for whom: the number is a keyed hash.
create table lookup_audit (
    asked_at    timestamptz  not null,
    number_hash bytea        not null,
    caller      varchar(100),
    outcome     varchar(16)  not null
);
create index lookup_audit_time on lookup_audit (asked_at);

-- Holidays and make-up working days that correct the announced ones that the program knows.
create table calendar_day (
    date    date         primary key,
    working boolean      not null,
    name    varchar(50)  not null,
    notice  varchar(200)
);
