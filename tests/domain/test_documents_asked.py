import pytest

from parscore.domain.criteria import EvidenceAsked
from parscore.domain.documents_asked import document_asked


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Kế hoạch CCHC năm của Sở, ban hành trước 31/12", EvidenceAsked("Kế hoạch CCHC năm", "Sở", "trước 31/12")),
        ("Báo cáo số liệu do Văn phòng UBND tỉnh cung cấp", EvidenceAsked("Báo cáo số liệu", "Văn phòng UBND tỉnh")),
        ("Báo cáo năm (gửi chậm nhất ngày 15/12/2025)", EvidenceAsked("Báo cáo năm", "", "chậm nhất ngày 15/12/2025")),
        ("Kế hoạch kiểm tra của UBND tỉnh ban hành trong quý I", EvidenceAsked("Kế hoạch kiểm tra", "UBND tỉnh", "trong quý I")),
        ("Thông báo kết luận kiểm tra", EvidenceAsked("Thông báo kết luận kiểm tra")),
        ("Quyết định quy định chức năng, nhiệm vụ của Sở", EvidenceAsked("Quyết định quy định chức năng, nhiệm vụ của Sở")),
        ("Hình ảnh hoạt động của người dân", EvidenceAsked("Hình ảnh hoạt động của người dân")),
        ("trước ngày 31/12", EvidenceAsked("trước ngày 31/12")),
    ],
)
def test_a_document_is_parted_into_what_it_is_who_issues_it_and_by_when(line: str, expected: EvidenceAsked) -> None:
    assert document_asked(line) == expected
