-- Mails that wait to be sent, written in the transaction of what they tell of. Once sent, or given up,
-- one is due no more; a day later nothing is left of it but that there was one.
create table mail (
    id uuid primary key,
    -- The participant whose mail it is: it goes when they change their address or are forgotten.
    participant uuid references participant (id),
    recipient text not null,
    subject text not null,
    body text not null,
    created bigint not null,
    due bigint,
    tries bigint not null,
    sent bigint
);
create index mail_due on mail (due) where due is not null;
create index mail_kept on mail (sent) where recipient <> '';
create index mail_participant on mail (participant);

-- Since when it is known that the address is theirs; and the link that proves it, of whose secret only
-- the hash is kept.
alter table participant add column email_confirmed bigint;
alter table participant add column confirm_hash bytea;
alter table participant add column confirm_expires bigint;
create unique index participant_confirm on participant (confirm_hash);

-- Who wants a mail when reports wait, and when they last got one.
alter table staff add column wants_mail boolean not null default false;
alter table staff add column mailed bigint;
create index report_waiting on report (created) where pending;
