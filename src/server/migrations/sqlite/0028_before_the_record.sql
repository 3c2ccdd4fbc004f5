-- What moderators did before these columns were there counts as well as what they did since.

-- A report that was answered before migration 11 was answered by the first decision after it.
update report set decision = (select min(r.number) from record r where r.subject = report.post
        and r.at >= report.created and r.kind in ('hide', 'restore', 'approve'))
    where not pending and decision is null;

-- Whoever had a post approved then is no newcomer.
update participant set trusted = true where not trusted and id in (
    select coalesce(c.participant, p.participant) from record r
        left join comment c on c.id = r.subject left join proposal p on p.id = r.subject
        where r.kind = 'approve' and not exists (select 1 from record u where u.subject = r.subject
            and u.kind = 'undo' and u.detail = cast(r.number as text)));
