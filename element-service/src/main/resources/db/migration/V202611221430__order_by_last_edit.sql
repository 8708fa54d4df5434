-- What was edited last comes first in many lists.
create index element_by_edit on element (updated_at, id) where latest and not deleted;
