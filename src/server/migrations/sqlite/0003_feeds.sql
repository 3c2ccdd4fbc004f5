-- The newest public comments of a hearing and of a thread, replies among them: for the feeds.
create index comment_public on comment (consultation, id) where exposure = 2;
create index comment_public_in_thread on comment (thread, id) where exposure = 2;
