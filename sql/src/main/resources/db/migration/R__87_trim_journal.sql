-- raft.trim_journal: forgets old steps
-- Purpose:    keeps the journal bounded, some rows a call; never part of a step that somebody waits for.
-- Parameters: p_node_id; p_keep, how many of the newest versions stay.
-- Returns:    how many rows went, at most 1000: call again until it is 0.
-- Tables:     raft.raft_journal by its key; reads raft.raft_state.
create or replace function raft.trim_journal(p_node_id int, p_keep bigint) returns bigint
language plpgsql
set search_path = ''
set enable_seqscan = off
as $$
declare
  v_gone bigint;
begin
  if p_keep is null or p_keep < 0 then
    raise exception using errcode = '22023', message = 'p_keep must be 0 or more';
  end if;
  delete from raft.raft_journal j
  where j.node_id = p_node_id and j.version in (
    select o.version
    from raft.raft_journal o
    where o.node_id = p_node_id
      and o.version <= (select s.version from raft.raft_state s where s.node_id = p_node_id) - p_keep
    order by o.version
    limit 1000);
  get diagnostics v_gone = row_count;
  return v_gone;
end
$$;
revoke all on function raft.trim_journal from public;
