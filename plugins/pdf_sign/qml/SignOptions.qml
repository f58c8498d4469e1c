import QtQuick
import QtQuick.Layouts
import SecureClient
import PdfSign

// What few signatures need: proofs that last, certification, locks, further seals.
ColumnLayout {
    id: options

    required property SignViewModel vm
    readonly property bool sealed: vm.sealIndex > 0

    Layout.fillWidth: true
    spacing: Style.space(3)

    AppComboBox {
        objectName: "longTerm"
        label: qsTr("长期有效")
        model: [qsTr("不附加验证数据"), qsTr("附验证数据（B-LT）"), qsTr("附验证数据并归档（B-LTA）")]
        currentIndex: options.vm.longTerm
        onActivated: index => options.vm.longTerm = index
    }
    AppComboBox {
        objectName: "certification"
        enabled: !options.vm.isSigned
        label: qsTr("认证文件")
        model: [qsTr("不认证"), qsTr("不允许任何更改"), qsTr("允许填表和签名"), qsTr("允许填表、签名和批注")]
        currentIndex: options.vm.certification
        onActivated: index => options.vm.certification = index
    }
    AppSwitch {
        objectName: "lockForm"
        text: qsTr("锁定已填写的表单")
        checked: options.vm.lockForm
        onToggled: options.vm.lockForm = checked
    }
    AppSwitch {
        objectName: "straddle"
        enabled: options.sealed && !options.vm.isSigned && options.vm.pageCount > 1
        text: qsTr("骑缝章")
        checked: options.vm.straddle
        onToggled: options.vm.straddle = checked
    }
    AppSwitch {
        objectName: "everyPage"
        enabled: options.sealed && !options.vm.isSigned && options.vm.pageCount > 1
        text: qsTr("每一页都盖章")
        checked: options.vm.everyPage
        onToggled: options.vm.everyPage = checked
    }
    AppText {
        Layout.fillWidth: true
        muted: true
        level: "small"
        visible: text !== ""
        text: options.vm.isSigned ? qsTr("文件已有签名，不能再认证，也不能在页面上加盖印章。")
            : options.sealed ? "" : qsTr("选择印章后可加盖骑缝章或多页印章。")
    }
}
