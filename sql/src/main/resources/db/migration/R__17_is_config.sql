-- raft.is_config: whether a JSON value is a configuration
-- Purpose:    {"voters":[…],"outgoing":[…],"learners":[…]}: at least one voter, no voter a learner too.
-- Parameters: p_config, anything.
-- Returns:    true or false, never null.
-- Source:     dissertation 4.2.1 (learners), 4.3 (joint configurations).
create or replace function raft.is_config(p_config jsonb) returns boolean
language plpgsql immutable as $$
declare
  v_voters int[] := raft.node_set(p_config -> 'voters');
begin
  return coalesce(
    jsonb_typeof(p_config) = 'object'
    and cardinality(v_voters) > 0
    and raft.node_set(p_config -> 'outgoing') is not null
    and not v_voters && raft.node_set(p_config -> 'learners'), false);
end
$$;
revoke all on function raft.is_config from public;
