-- raft.has_majority: whether a set of nodes decides for a configuration
-- Purpose:    a majority of the voters and, while the configuration is joint, one of the outgoing voters too.
-- Parameters: p_nodes, who agrees; p_voters, p_outgoing, the configuration.
-- Returns:    true or false.
-- Source:     paper 5.1, 6.
create or replace function raft.has_majority(p_nodes int[], p_voters int[], p_outgoing int[]) returns boolean
language plpgsql immutable as $$
declare
  v_node int;
  v_in   int := 0;
  v_out  int := 0;
begin
  foreach v_node in array p_nodes loop
    v_in := v_in + (v_node = any (p_voters))::int;
    v_out := v_out + (v_node = any (p_outgoing))::int;
  end loop;
  return v_in * 2 > cardinality(p_voters) and (p_outgoing = '{}' or v_out * 2 > cardinality(p_outgoing));
end
$$;
revoke all on function raft.has_majority from public;
