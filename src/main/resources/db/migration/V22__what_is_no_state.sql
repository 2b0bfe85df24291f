-- counted: fields whose values are counted, not written, null for none. A change of these alone begins no state.
-- unknown_since: states before known_since that are not kept began then; an earlier instant was before the first state, so
-- that all is known of it. Null if that is not known.
-- restored: revision of the state to which the newest undo has returned.
-- states_erased: revision of that undo. An index drops the superseded states that it had before.
alter table publication
    add column counted       varchar(100)[],
    add column unknown_since timestamptz,
    add column restored      bigint,
    add column states_erased bigint;

-- Slots 0 to 99 are those of the newest states. Slot 100 has the record before its newest change of counted fields alone: an undo
-- can restore it, but it is no state that an index reads, so it is never logged.
create or replace function keep_superseded_state() returns trigger language plpgsql as $$
declare
    began timestamptz := coalesce(old.since, date_trunc('milliseconds', old.changed_at));
    ended timestamptz := greatest(began, date_trunc('milliseconds', new.changed_at));
    changed boolean := new.fingerprint is distinct from old.fingerprint;
    undoes boolean := new.restored is distinct from old.restored;
    continues boolean;
    place smallint := old.states % 100;
    dropped record;
    former timestamptz;
    erased integer;
begin
    if old.record is null or new.record is null or new.retracted is distinct from old.retracted
            or changed and not new.keeps_past then
        delete from superseded_state where kind = old.kind and key = old.key;
        new.since := ended;
        new.known_since := null;
        new.unknown_since := null;
        new.states := 0;
        return new;
    end if;
    new.since := began;
    if old.states = 0 and old.known_since > began then
        new.known_since := began;
    end if;
    if changed then
        continues := new.counted is not null
            and old.record - new.counted::text[] = new.record - new.counted::text[]
            and new.visible_from is not distinct from old.visible_from
            and new.visible_until is not distinct from old.visible_until;
        if continues then
            place := 100;
        else
            new.since := ended;
        end if;
        -- what an undo takes back is not kept
        if not undoes and ended > began and (old.visible_from is null or old.visible_from < ended)
                and (old.visible_until is null or old.visible_until > began) then
            if not continues and old.states >= 100 then
                select until, greatest(since, visible_from) as public_since into dropped from superseded_state
                    where kind = old.kind and key = old.key and slot = place;
                -- after an undo, the slot may be empty
                if found then
                    if old.known_since is null then
                        new.unknown_since := dropped.public_since;
                    end if;
                    new.known_since := dropped.until;
                end if;
            end if;
            insert into superseded_state (kind, key, slot, revision, logged, since, until, division, visible_from,
                    visible_until, record)
                values (old.kind, old.key, place, old.revision, case when continues then 0 else new.revision end, began,
                    ended, old.division, old.visible_from, old.visible_until, old.record)
                on conflict (kind, key, slot) do update set revision = excluded.revision, logged = excluded.logged,
                    since = excluded.since, until = excluded.until, division = excluded.division,
                    visible_from = excluded.visible_from, visible_until = excluded.visible_until,
                    record = excluded.record;
            if not continues then
                new.states := old.states + 1;
            end if;
        end if;
    end if;
    if undoes then
        -- as if it had been the present state all the time
        select since into former from superseded_state
            where kind = old.kind and key = old.key and revision = new.restored;
        if found then
            new.since := former;
        end if;
        with gone as (
            delete from superseded_state where kind = old.kind and key = old.key and revision >= new.restored
            returning slot
        )
        select count(*) filter (where slot < 100) into erased from gone;
        new.states := new.states - erased;
        new.states_erased := new.revision;
    end if;
    if new.owner is distinct from old.owner or undoes then
        -- what it states of others counts by its present owner, at any time
        update superseded_state set logged = new.revision where kind = old.kind and key = old.key and slot < 100;
    end if;
    return new;
end
$$;

-- Of a record with more states than are kept it is known when it was created, as far back as the audit goes.
update publication p
set unknown_since = p.first_public
where p.states > 100 and p.known_since is not null and p.record is not null
    and exists (select 1 from write_audit a where a.kind = p.kind and a.key = p.key and a.action = 'CREATED');
