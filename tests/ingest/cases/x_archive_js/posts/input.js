window.YTD.tweets.part0 = [
 {
  "tweet": {
   "id_str": "7",
   "created_at": "Mon Sep 23 20:05:00 +0000 2024",
   "full_text": "so &lt;tired&gt;"
  }
 }
]