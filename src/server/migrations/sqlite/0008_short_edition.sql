-- What stands in the short edition of a section alone is found as well: those that have one are
-- indexed again.
insert into search_queue (rank, item)
    select distinct 3, section from passage where plain_html is not null;
