window.YTD.direct_messages.part0 = [
 {
  "dmConversation": {
   "conversationId": "111-222",
   "messages": [
    {
     "messageCreate": {
      "id": "3",
      "senderId": "222",
      "recipientId": "111",
      "text": "look https://t.co/x",
      "createdAt": "2024-09-23T20:07:00.000Z",
      "mediaUrls": [
       "https://ton.example.test/3/abc.jpg"
      ],
      "urls": [],
      "reactions": [
       {
        "senderId": "111",
        "reactionKey": "sad",
        "eventId": "9",
        "createdAt": "2024-09-23T20:08:00.000Z"
       }
      ]
     }
    },
    {
     "messageCreate": {
      "id": "2",
      "senderId": "111",
      "recipientId": "222",
      "text": "stop &amp; go",
      "createdAt": "2024-09-23T20:06:00.000Z",
      "mediaUrls": [],
      "urls": [],
      "reactions": []
     }
    },
    {
     "joinConversation": {
      "initiatingUserId": "222",
      "participantsSnapshot": [
       "111"
      ],
      "createdAt": "2024-09-23T20:05:30.000Z"
     }
    },
    {
     "messageCreate": {
      "id": "1",
      "senderId": "222",
      "recipientId": "111",
      "text": "hi",
      "createdAt": "2024-06-14T23:30:00.000Z",
      "mediaUrls": [],
      "urls": [],
      "reactions": []
     }
    }
   ]
  }
 }
]