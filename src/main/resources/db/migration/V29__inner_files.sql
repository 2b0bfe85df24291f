-- Finds the records that name a file below a component, such as an example of a material.
create index publication_inner_files on publication
    using gin (jsonb_path_query_array(record, '$.*[*].*[*].hash') jsonb_path_ops)
    where jsonb_path_exists(record, '$.*[*].*[*].hash');
