pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import SecureClient
import Gallery

AppPage {
    id: page

    required property GalleryViewModel vm

    viewModel: vm
    Stepper {
        titles: ["选择交易平台", "隐私协议", "在线签署", "开票信息", "申请人授权", "支付"]
        index: 2
    }
    Flow {
        Layout.fillWidth: true
        spacing: Style.space(3)
        AppButton { objectName: "primary"; text: "主要操作"; onClicked: page.vm.click() }
        AppButton { text: "次要操作"; kind: "secondary"; iconName: "download" }
        AppButton { text: "文字按钮"; kind: "text" }
        AppButton { text: "注销证书"; kind: "danger"; iconName: "trash" }
        AppButton { text: "不可用"; enabled: false }
        AppButton { text: "正在提交"; busy: true }
        IconButton { iconName: "refresh"; text: "刷新" }
    }
    AppCard {
        title: "表单"
        FormField { objectName: "phone"; field: page.vm.phone; label: "手机号码"; inputMethodHints: Qt.ImhDigitsOnly }
        FormField { objectName: "idNumber"; field: page.vm.idNumber; label: "身份证号" }
        AppTextField { objectName: "password"; label: "密码"; secret: true; text: "样本密码"; help: "8–16 位，至少三种字符" }
        SmsCodeField { pictureCode: page.vm.pictureCode; smsCode: page.vm.smsCode; secondsLeft: 42 }
        AppComboBox { label: "密钥算法"; model: ["SM2", "RSA-2048", "RSA-3072"] }
        AppRadio { text: "个人发票"; checked: true }
        AppRadio { text: "企业发票" }
        AppCheckBox { text: "记住账号"; checked: true }
        AppSwitch { text: "允许使用摄像头"; checked: true }
        Agreement {
            objectName: "agreement"
            links: [{ id: "a", title: "用户协议" }, { id: "b", title: "隐私政策" }]
            onToggled: checked => page.vm.agreed = checked
        }
        SearchField {}
    }
    SegmentedTabs {
        titles: ["全部", "待支付", "审核中", "已完成"]
        index: page.vm.tab
        onSelected: index => page.vm.selectTab(index)
    }
    SectionHeader { text: "我的订单"; action: "刷新" }
    AppCard {
        padding: Style.space(2)
        ListPlace {
            rows: page.vm.rows
            delegate: ListRow {
                iconName: "order"
                required title
                required subtitle
                required badge
                required badgeKind
            }
        }
    }
    AppCard {
        title: "证书信息"
        KeyValueList {
            entries: [{ key: "持有人", value: "李晓样" }, { key: "序列号", value: "4F:8A:11:02:9C:77:31:BE:06:5D:2A:90:44:EE:18:73" }, { key: "有效期", value: "2026-03-01 至 2027-03-01" }]
        }
        RowLayout {
            AppText { text: "合计"; Layout.fillWidth: true }
            MoneyText { cents: 12800; level: "title" }
        }
    }
    ErrorState { cause: "无法连接到服务器。"; remedy: "请检查网络后重试。"; code: "NET-001" }
    AppCard { ListPlace { rows: page.vm.none } }
    QrImage { source: page.vm.qr; Layout.alignment: Qt.AlignHCenter }
    FileDropArea { text: "将 PDF 文件拖到这里，或点击选择"; nameFilters: ["PDF (*.pdf)"] }
    HandwritingPad { objectName: "pad"; handwriting: page.vm.handwriting }
    Spinner {}
}
