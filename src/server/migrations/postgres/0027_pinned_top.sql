-- One answer of the administration can stand before the others in the thread of a proposal, as one can
-- under a comment.
create unique index comment_pinned_top on comment (thread) where pinned and root is null;
