-- raft.advance_commit: the leader commits what a majority holds
-- Purpose:    Leader.commit, and what follows from it: applying, the second step of a configuration change.
-- Parameters: p_step, the leader's.
-- Returns:    the step; its role may have changed.
-- Tables:     raft.raft_log.
-- Source:     Figure 2, Rules for Servers, Leaders; paper 5.4.2, 6.
create or replace function raft.advance_commit(inout p_step raft.step)
language plpgsql as $$
declare
  v_before constant bigint := p_step.commit_index;
  v_reached bigint;
  v_done    boolean;
begin
  loop
    -- Leader.commit  an entry of the own term on a majority is committed, and all before it
    v_reached := raft.quorum_match(p_step, p_step.voters);
    if p_step.outgoing <> '{}' then
      v_reached := least(v_reached, raft.quorum_match(p_step, p_step.outgoing));
    end if;
    exit when v_reached <= p_step.commit_index
      or raft.term_at(p_step, v_reached) is distinct from p_step.current_term;
    p_step.rules := p_step.rules || 'Leader.commit'::text;
    p_step.commit_index := v_reached;
    -- A single voter's entry is committed by its own disk.
    p_step.must_flush := p_step.must_flush
      or v_reached > p_step.stored_index and (cardinality(p_step.voters) = 1 or cardinality(p_step.outgoing) = 1);
    p_step := raft.apply_committed(p_step);

    -- Config.2  the joint configuration is committed: the final one follows by itself
    exit when p_step.outgoing = '{}' or p_step.config_index > p_step.commit_index;
    p_step.rules := p_step.rules || 'Config.2'::text;
    p_step := raft.append_entry(p_step, 'config', jsonb_build_object(
      'voters', p_step.voters, 'outgoing', '[]'::jsonb, 'learners', p_step.learners));
  end loop;

  if p_step.commit_index > v_before then
    -- The last word of a leader that leaves goes to everybody.
    v_done := p_step.outgoing = '{}' and p_step.config_index <= p_step.commit_index;
    if v_done and p_step.node_id <> all (p_step.voters) then
      p_step := raft.send_entries(p_step, null, true);
    elsif p_step.last_log_index > p_step.commit_index then
      p_step := raft.send_entries(p_step, null, false);
    end if;
    if v_done then
      p_step := raft.end_config_change(p_step);
    end if;
  end if;
end
$$;
revoke all on function raft.advance_commit from public;
