-- W3C traceparent of whoever asked, which the events of the execution carry on.
alter table execution add column trace_parent text;
