-- raft.confirm_reads: answers the reads whose round is done
-- Purpose:    Read.2: a majority answered a round that began after the read arrived, so this node was still the leader
--             then; with an entry of its own term committed it knows the commit index of that moment, and it has applied it.
-- Parameters: p_step, the leader's.
-- Returns:    the step.
-- Tables:     raft.raft_read by its key; reads raft.raft_kv by its key.
-- Source:     dissertation 6.4.
create or replace function raft.confirm_reads(inout p_step raft.step)
language plpgsql as $$
declare
  v_round bigint;
  v_read  record;
begin
  if p_step.read_round is null or p_step.commit_index < p_step.noop_index then
    return;
  end if;
  select q.acked_round into v_round from raft.quorum(p_step) q;
  for v_read in
    with done as (
      delete from raft.raft_read r where r.node_id = p_step.node_id and r.round <= v_round
      returning r.read_id, r.request, r.key
    )
    select d.request, k.value
    from done d
    left join raft.raft_kv k on k.node_id = p_step.node_id and k.key = d.key
    order by d.read_id
  loop
    -- Read.2  the round is done: answer
    p_step.rules := p_step.rules || 'Read.2'::text;
    p_step := raft.reply(p_step, v_read.request, 'ok', jsonb_build_object(
      'index', p_step.commit_index, 'term', p_step.current_term, 'result', jsonb_build_object('value', v_read.value)));
  end loop;
  if v_round >= p_step.read_round then
    p_step.read_round := null;
    p_step.wide := true;
  end if;
end
$$;
revoke all on function raft.confirm_reads from public;
