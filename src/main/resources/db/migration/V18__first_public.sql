-- When a record first became public, or will. No later change moves it, so that a list of what became public in a period stays
-- the same. Null where a release that does not store it wrote the record.
alter table publication add column first_public timestamptz;

-- The best known values: when the record was created, as far back as the audit goes, or its time of publication if that is later.
-- Of an older record, only its time of publication or of its last change is known; of an older withdrawn one, nothing.
with created as (
    select kind, key, min(written_at) as at from write_audit where action = 'CREATED' and key is not null group by kind, key
)
update publication p
set first_public = case
    when created.at is not null then greatest(created.at, p.visible_from)
    when p.withdrawn_at is null then coalesce(p.visible_from, p.changed_at)
end
from publication q left join created using (kind, key)
where p.kind = q.kind and p.key = q.key;
