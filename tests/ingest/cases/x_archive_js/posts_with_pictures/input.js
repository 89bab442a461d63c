window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "77",
   "created_at": "Tue Jul 01 22:35:00 +0000 2025",
   "full_text": "look at this https://t.co/a",
   "extended_entities": {
    "media": [
     {
      "media_url": "http://pbs.twimg.com/media/Gab.jpg",
      "media_url_https": "https://pbs.twimg.com/media/Gab.jpg",
      "type": "photo"
     }
    ]
   },
   "entities": {
    "urls": []
   }
  }
 }
]
