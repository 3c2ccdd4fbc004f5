-- When a picture was last chosen for something. One that nothing has is deleted a day later.
alter table picture add column used bigint not null default 0;
update picture set used = created;
create index picture_used on picture (used);
