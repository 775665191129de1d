SELECT user_id, name FROM rollcall_placements
WHERE flow = 'people' AND department = 2
  AND valid_from <= '2026-11-23T12:00:00.000Z'
  AND (valid_until IS NULL OR valid_until > '2026-11-23T12:00:00.000Z')
ORDER BY user_id;
