-- The states of a record before its present one, so that a read can ask for the state at an earlier time. There are none of
-- a record that was withdrawn or erased, or of which less is published now: what must not be shown is not stored.
create table superseded_state (
    kind          varchar(32)  not null,
    key           varchar(200) not null,
    -- the newest 100 states of a record: each takes the place of the oldest
    slot          smallint     not null,
    revision      bigint       not null,
    -- the revision from which an index has to read the row
    logged        bigint       not null,
    since         timestamptz  not null,
    until         timestamptz  not null,
    division      varchar(12),
    visible_from  timestamptz,
    visible_until timestamptz,
    record        jsonb        not null,
    primary key (kind, key, slot),
    check (since < until)
);

-- since: when the present state began, null for changed_at. A file that arrives later and a handover do not begin a state.
-- known_since: the states are complete from then on, null for all of them.
-- states: number of superseded states since the last withdrawal.
-- keeps_past: false for a kind whose records are erased once they have expired.
alter table publication
    add column since      timestamptz,
    add column states     integer not null default 0,
    add column keeps_past boolean not null default true;

-- What was overwritten before is lost. A default of a new column is set for existing rows without writing them.
do $$
declare
    newest timestamptz;
begin
    select max(changed_at) into newest from publication;
    execute format('alter table publication add column known_since timestamptz default %L', newest);
end $$;
alter table publication alter column known_since drop default;

-- A trigger, so that no write forgets it, also by instances of the previous version. Times are those of the index, which
-- counts milliseconds.
create function keep_superseded_state() returns trigger language plpgsql as $$
declare
    began timestamptz := coalesce(old.since, date_trunc('milliseconds', old.changed_at));
    ended timestamptz := greatest(began, date_trunc('milliseconds', new.changed_at));
    changed boolean := new.fingerprint is distinct from old.fingerprint;
    place smallint := old.states % 100;
begin
    if old.record is null or new.record is null or new.retracted is distinct from old.retracted
            or changed and not new.keeps_past then
        delete from superseded_state where kind = old.kind and key = old.key;
        new.since := ended;
        new.known_since := null;
        new.states := 0;
        return new;
    end if;
    new.since := began;
    if old.states = 0 and old.known_since > began then
        new.known_since := began;
    end if;
    if changed then
        new.since := ended;
        if ended > began and (old.visible_from is null or old.visible_from < ended)
                and (old.visible_until is null or old.visible_until > began) then
            if old.states >= 100 then
                select until into new.known_since from superseded_state
                    where kind = old.kind and key = old.key and slot = place;
            end if;
            insert into superseded_state (kind, key, slot, revision, logged, since, until, division, visible_from,
                    visible_until, record)
                values (old.kind, old.key, place, old.revision, new.revision, began, ended, old.division,
                    old.visible_from, old.visible_until, old.record)
                on conflict (kind, key, slot) do update set revision = excluded.revision, logged = excluded.logged,
                    since = excluded.since, until = excluded.until, division = excluded.division,
                    visible_from = excluded.visible_from, visible_until = excluded.visible_until,
                    record = excluded.record;
            new.states := old.states + 1;
        end if;
    end if;
    if new.owner is distinct from old.owner then
        -- what it states of others counts by its present owner, at any time
        update superseded_state set logged = new.revision where kind = old.kind and key = old.key;
    end if;
    return new;
end
$$;
create trigger keep_superseded_state before update on publication
    for each row execute function keep_superseded_state();
