-- who has left, or is unseen, and since when
SELECT state, since, last_seen, user_id, name, departments
FROM rollcall_people
WHERE flow = 'people' AND state <> 'present'
ORDER BY since;
