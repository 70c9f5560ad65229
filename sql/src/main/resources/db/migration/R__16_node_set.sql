-- raft.node_set: a JSON array as a set of node ids
-- Parameters: p_array, anything.
-- Returns:    the ids in order; null if it is no array of distinct node ids.
create or replace function raft.node_set(p_array jsonb) returns int[]
language plpgsql immutable as $$
declare
  v_set int[];
begin
  if jsonb_typeof(p_array) is distinct from 'array' then
    return null;
  end if;
  -- The case keeps a number that no int can hold from being cast.
  select coalesce(array_agg(e.id order by e.id), '{}') into v_set
  from (
    select distinct case
             when jsonb_typeof(a.item) <> 'number' then null
             when (a.item #>> '{}')::numeric not between 1 and 2147483647 then null
             when scale(trim_scale((a.item #>> '{}')::numeric)) > 0 then null
             else (a.item #>> '{}')::numeric::int
           end as id
    from jsonb_array_elements(p_array) a (item)
  ) e;
  if array_position(v_set, null) is not null or cardinality(v_set) <> jsonb_array_length(p_array) then
    return null;
  end if;
  return v_set;
end
$$;
revoke all on function raft.node_set from public;
