BroadcastingList1 = BroadcastingList2 = BroadcastingList3 = {}
