-- What staff say of a hearing at the desk. `turns` counts the changes, so that nobody overwrites what
-- they have not seen.
alter table consultation add column turns bigint not null default 0;
-- Who stands as the sender of what the administration writes.
alter table consultation add column sender text;
-- When it is to be published by itself.
alter table consultation add column publish_at bigint;
-- When it was first said to close, if that was put off since.
alter table consultation add column announced bigint;
-- Of the secret in the address of its preview only the hash is kept.
alter table consultation add column preview_hash blob;
-- The districts that it offers, a line each.
alter table consultation add column districts text;
-- The city's colour, as #rrggbb.
alter table consultation add column accent text;
create unique index consultation_preview on consultation (preview_hash);
create index consultation_due on consultation (publish_at) where publish_at is not null;
