-- The files that publishers have uploaded. The bytes are in a folder or in stored_file_chunk, by configuration. position
-- numbers the files in the order of their commits, because each upload holds the lock of revision_counter.
create table stored_file (
    hash       char(64)     primary key,
    name       varchar(200) not null,
    media_type varchar(100) not null,
    size       bigint       not null,
    text       text         not null,
    publisher  varchar(100) not null,
    stored_at  timestamptz  not null,
    position   bigint       not null generated always as identity unique
);

-- The bytes of files, for deployments of several instances without a shared volume. Parts, because a value that is read
-- whole needs several times its length in memory. They are compressed already.
create table stored_file_chunk (
    hash  char(64) not null references stored_file on delete cascade,
    part  integer  not null,
    bytes bytea    not null,
    primary key (hash, part)
);
alter table stored_file_chunk alter column bytes set storage external;

-- Finds the records that name a file, when the file comes after them. Kinds keep hashes in lists of objects.
create index publication_files on publication
    using gin (jsonb_path_query_array(record, '$.*[*].hash') jsonb_path_ops)
    where jsonb_path_exists(record, '$.*[*].hash');
