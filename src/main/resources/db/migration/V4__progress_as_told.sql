-- What an applicant is told is sent as it is stored, in the order of its fields, which jsonb does not keep.
alter table application_case alter column progress type text;
