-- All comments of a hearing in the order in which they came, whatever their state: for exports. The feeds
-- read the newest public ones from it too.
create index comment_in_hearing on comment (consultation, id);
drop index comment_public;
