-- Whoever works at the desk no more stays in the record.
alter table staff add column removed bigint;

-- Where somebody is signed in, so that they can end it from elsewhere.
alter table desk_session add column created bigint not null default 0;
alter table desk_session add column agent text;
create index desk_session_staff on desk_session (staff, created);
