-- raft.peer_place: where a peer stands among a leader's peers
-- Parameters: p_peers, the leader's; p_peer, an id.
-- Returns:    the place, from 1; null for a node that is no peer.
create or replace function raft.peer_place(p_peers raft.peer[], p_peer int) returns int
language plpgsql immutable as $$
begin
  for v_place in 1 .. cardinality(p_peers) loop
    if p_peers[v_place].peer_id = p_peer then
      return v_place;
    end if;
  end loop;
  return null;
end
$$;
revoke all on function raft.peer_place from public;
