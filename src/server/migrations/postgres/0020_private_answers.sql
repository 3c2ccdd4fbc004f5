-- The administration answers what only it can read, too. Such an answer is read by nobody else but who
-- asked: no index of what is public finds it.
create index comment_office on comment (parent, id) where staff is not null;

-- What was asked in private waits among the questions as well.
drop index comment_asked;
create index comment_asked on comment (id) where question = 'open';
