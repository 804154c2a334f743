"""A table of criteria with the traps of real ones, in words of our own; `tests/data/bang-tieu-chi-mau.xlsx` is made by it.

python -m tests.adapters.criteria_book
"""

from pathlib import Path

from tests.sheet_builder import save_book

SHIPPED = Path(__file__).parents[1] / "data" / "bang-tieu-chi-mau.xlsx"

ROWS: list[list[object]] = [
    [None, "UBND TỈNH HÀ AN"],
    [None, "BẢNG ĐIỂM TIÊU CHÍ CẢI CÁCH HÀNH CHÍNH CÁC SỞ NĂM 2025"],
    [],
    ["STT", "Lĩnh vực/ Tiêu chí/ Tiêu chí thành phần", "Điểm tối đa", "Điểm đánh giá", None, "Ghi chú"],
    [None, None, None, "Tự chấm", "Thẩm định", None],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    [1, "CÔNG TÁC ĐIỀU HÀNH", 6.5],
    [1.1, "Kế hoạch trong năm", 4],
    ["1.1.1", "Thời gian ban hành kế hoạch", "1,5"],
    [" ", "Ban hành trước ngày 15/01/2025 (theo Công văn số 12/SNV-CCHC): 1,5", "1.5"],
    [None, "Ban hành sau ngày 15/01/2025 :0,75", "0.75"],
    [None, "Không ban hành: 0", 0],
    ["1.1.2 ", "Kết quả thực hiện kế hoạch", 2.5],
    [None, "Hoàn thành từ 95% đến 100% nhiệm vụ: 2,5", "2.5"],
    [None, "Hoàn thành từ 80% - 95% nhiệm vụ: 1,25", "1.25"],
    [None, "Hoàn thành dưới 80% nhiệm vụ: 0", "0"],
    ["STT", "Lĩnh vực/ Tiêu chí/ Tiêu chí thành phần", "Điểm tối đa", "Điểm đánh giá", None, "Ghi chú"],
    ["1.2", "Sáng kiến được công nhận", 2.5],
    [None, "Có từ 03 sáng kiến trở lên: 2,5", "2.5"],
    [None, "Có từ 01 - 02 sáng kiến: 1", "1"],
    [None, "Không có sáng kiến: 0", "0"],
    [2, "TIẾP NHẬN, TRẢ KẾT QUẢ", 5],
    ["2.1", "Hồ sơ giải quyết đúng hạn", 3],
    [None, "Trên ¾ số hồ sơ đúng hạn: 3", "3"],
    [None, "Từ 1/2 đến dưới số hồ sơ: 1,5", "1.5"],
    [None, "Dưới 1/2 số hồ sơ: 0", "0"],
    ["3.2", "Niêm yết thủ tục", 1],
    [None, "Niêm yết đầy đủ, đúng quy định: 1", "1"],
    [None, "Niêm yết không đầy đủ hoặc không đúng quy định: 0", "0"],
    ["3.2", "Nội quy nơi tiếp nhận", 1],
    ["3.2.1", "Có nội quy: 1", "1"],
    ["3.2.2", "Không có nội quy: 0", "0"],
    [3, "CHUYỂN ĐỔI SỐ", 2],
    ["3.1", "Hồ sơ trực tuyến", 2],
    [None, "Từ 60% trở lên: 1,5", "1.5"],
    [None, "Từ 30% - dưới 60%: 1", "1"],
    [None, "Dưới 30%: 0", "0"],
    [None, "Tổng cộng:", "=SUM(C7,C22,C33)"],
    [],
    [None, "Ghi chú: bảng dùng để thử."],
]


def save_criteria_book(file: Path) -> Path:
    """Write the table."""
    return save_book(file, ROWS, name="TÊN SỞ", merged=["D4:E4", "G10:G12"], hidden=[12], formats={"A900": "0.00"})


if __name__ == "__main__":
    save_criteria_book(SHIPPED)
