"""The words of time that name no day: what goes on all year, what follows an instruction, what waits for an event."""

import re

ALWAYS = re.compile(
    r"(?<!chi )(?<!\w)thường xuyên(?!\w)|\bliên tục\b|\b(?:quanh|suốt)(?: cả)? năm\b|\bcác (?:ngày|tuần|tháng|quý) trong năm\b"
    r"|\b\d+\s*lần\s*(?:/|trong|mỗi|một|trên)?\s*(?:một )?(?:năm|quý|tháng|tuần|ngày)\b|\bcác năm (?:tiếp theo|sau)\b"
    r"|\b\d+ (?:tháng|tuần|ngày|quý)\s*/\s*(?:0?1 |một )?lần\b|\bngày \d{1,2} (?:của )?tháng (?:cuối|đầu) (?:của )?(?:mỗi "
    r"|hàng |hằng |từng )?quý\b",
    re.I,
)
PERIODS = re.compile(
    r"\b(?:theo )?định kỳ\b(?:,? và năm\b)?|(?:\b(?:hàng|hằng|mỗi|từng)\s+(?:ngày|tuần|tháng|quý|năm|(?:0?6|sáu) tháng)\b)"
    r"|\bquý\s*,\s*(?:0?6|sáu) tháng\b(?! (?:đầu|cuối))",
    re.I,
)
YEARLY = re.compile(r"\s*(?:hàng|hằng|mỗi) năm\b", re.I)
_ORDERS = (
    "quy định|qui định|quy chế|quy trình|kế hoạch|KH|hướng dẫn|lộ trình|chỉ đạo|tiến độ|yêu cầu|chương trình|đề án|dự án|phân công"
    "|phân cấp|nghị quyết|quyết định|công văn|văn bản|thông tư|nghị định|luật|đề nghị|thời gian|thời hạn|thời điểm|mốc|lịch|nhiệm vụ"
    "|hợp đồng|chủ trương|kết luận|thông báo|sự|giao|đợt|tình hình|thực tế|nhu cầu|phê duyệt|cấp|bộ|tỉnh|trung ương|UBND|sở|chỉ thị"
    "|điều|chức năng|từng (?:đợt|thời|giai|nhiệm|nội)|phân kỳ|giai đoạn|nội dung|mẫu|phương án|khung"
)
ORDERED = re.compile(
    rf"(?<!tiếp )(?<!kèm )\btheo (?:đúng |các |những |tinh thần |nội dung |thời gian |tiến độ )*(?:{_ORDERS})\b"
    r"|\bđúng (?:theo )?(?:tiến độ|thời gian|thời hạn|hạn|lộ trình|kế hoạch|quy định)\b"
    r"|\b(?:đảm bảo|bảo đảm) (?:đúng )?(?:tiến độ|thời gian)\b",
    re.I,
)
_AFTER = r"khi|mỗi|từng|các|đợt|kiểm tra|đối thoại|hội nghị|cuộc|kết thúc|lần|thanh tra|Đại hội|kỳ|ngày (?!\d)|\d+ (?:ngày|tháng|tuần)"
_WHEN = "có|được|nhận|phát sinh|hoàn thành|cần|cấp|kết thúc|UBND|HĐND|Bộ|Sở|Tỉnh|Trung ương|Chính phủ|Thủ tướng"
EVENT = re.compile(
    rf"\b(?:ngay )?sau (?:{_AFTER})|\btrước (?:khi|kỳ họp|hội nghị|kỳ)\b|(?<!trong )(?<!sau )(?<!trước )\b(?:ngay )?khi (?:{_WHEN})"
    r"|\b(?:trong|trong vòng|trong thời hạn|chậm nhất|không quá)(?: sau)? \d+ (?:ngày|tháng|tuần|giờ)\b(?! (?:đầu|cuối))"
    r"|\bkể từ (?:ngày|khi)(?! \d)|\bkỳ họp\b|\bphát sinh\b|\bđột xuất\b",
    re.I,
)
